export { csvOf, type CsvTable, type CsvValue } from './csv';
export { ExportMenu, type ExportSubject } from './export-menu';
export { ExportNotes, type ExportFacts } from './export-notes';
export type { ExportTable } from './export-table';
export { saveFile } from './save-file';
