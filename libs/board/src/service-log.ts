/** What parts of this service say; Nest's logger fits. */
export interface ServiceLog {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
