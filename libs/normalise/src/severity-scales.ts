import type { SeverityScale } from './severity-scale';

/**
 * The one table of all vendors' scales: what each step becomes on ours (`low`, `medium`, `high`, `critical`).
 * docs/severity.md is made of it, so that users see what is counted as what.
 */
export const SEVERITY_SCALES = {
  suricata: {
    field: 'alert.severity (1 is the worst); alert.metadata.signature_severity Critical makes it critical',
    numbers: [
      [1, 1, 'high'],
      [2, 2, 'medium'],
      [3, 255, 'low'],
    ],
    unstated: 'low',
  },
} as const satisfies Record<string, SeverityScale>;
