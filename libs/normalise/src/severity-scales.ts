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
  ocsf: {
    field: 'severity_id, else severity',
    words: {
      informational: 'low',
      low: 'low',
      medium: 'medium',
      high: 'high',
      critical: 'critical',
      fatal: 'critical',
    },
    numbers: [
      [1, 2, 'low'],
      [3, 3, 'medium'],
      [4, 4, 'high'],
      [5, 6, 'critical'],
    ],
    unstated: 'low',
  },
  zeek: {
    field: 'actions (Zeek has no severity: what the site lets a notice do says how grave it is)',
    words: { action_alarm: 'high', action_page: 'high' },
    unstated: 'medium',
  },
  fortigate: {
    field: 'severity, else severity_level (FortiWeb), else crlevel; level is the grade of the log, not of the threat',
    words: { info: 'low', informative: 'low', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
    unstated: 'low',
  },
  panos: {
    field: 'Severity (THREAT, CORRELATION); TRAFFIC has none',
    words: { informational: 'low', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
    unstated: 'low',
  },
  cef: {
    field: 'severity in the header (0 to 10, or a word)',
    words: {
      low: 'low',
      medium: 'medium',
      high: 'high',
      'very-high': 'critical',
      'very high': 'critical',
      critical: 'critical',
    },
    numbers: [
      [0, 3, 'low'],
      [4, 6, 'medium'],
      [7, 8, 'high'],
      [9, 10, 'critical'],
    ],
    unstated: 'low',
  },
  checkpoint: {
    field: 'severity (0 to 4, or a word); cp_severity in CEF',
    words: {
      informational: 'low',
      low: 'low',
      medium: 'medium',
      high: 'high',
      'very-high': 'critical',
      critical: 'critical',
    },
    numbers: [
      [0, 1, 'low'],
      [2, 2, 'medium'],
      [3, 3, 'high'],
      [4, 4, 'critical'],
    ],
    unstated: 'low',
  },
} as const satisfies Record<string, SeverityScale>;
