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
  ecs: {
    field:
      'event.severity_label, event.severity, kibana.alert.severity, vulnerability.severity; the datasets of Suricata, Snort ' +
      'and Cisco keep their own scales (1 or 0 is the worst); unstated in category other is low',
    words: {
      none: 'low',
      debug: 'low',
      info: 'low',
      information: 'low',
      informational: 'low',
      notice: 'low',
      minor: 'low',
      low: 'low',
      warn: 'medium',
      warning: 'medium',
      moderate: 'medium',
      medium: 'medium',
      error: 'high',
      major: 'high',
      high: 'high',
      fatal: 'critical',
      emergency: 'critical',
      'very high': 'critical',
      'very-high': 'critical',
      severe: 'critical',
      critical: 'critical',
    },
    numbers: [
      [0, 3, 'low'],
      [4, 6, 'medium'],
      [7, 8, 'high'],
      [9, 10, 'critical'],
      [11, 21, 'low'],
      [22, 47, 'medium'],
      [48, 73, 'high'],
      [74, 100, 'critical'],
    ],
    unstated: 'medium',
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
  cisco: {
    field: 'the number in the tag (%ASA-4-106023: 0, the worst, to 7)',
    numbers: [
      [0, 1, 'critical'],
      [2, 3, 'high'],
      [4, 4, 'medium'],
      [5, 7, 'low'],
    ],
    unstated: 'low',
  },
  ciscoIntrusion: {
    field: 'Priority of Firepower intrusion events (1 is the worst); without one, the number in the tag',
    numbers: [
      [1, 1, 'high'],
      [2, 2, 'medium'],
      [3, 255, 'low'],
    ],
    unstated: 'low',
  },
  ciscoThreatLevel: {
    field: 'threat-level of Botnet Traffic Filter messages (338xxx); without one, the number in the tag',
    words: {
      none: 'low',
      'very-low': 'low',
      low: 'low',
      moderate: 'medium',
      high: 'high',
      'very-high': 'critical',
    },
    unstated: 'low',
  },
  snort: {
    field: 'priority (1 is the worst; 0 is not set)',
    numbers: [
      [1, 1, 'high'],
      [2, 2, 'medium'],
      [3, 255, 'low'],
    ],
    unstated: 'low',
  },
} as const satisfies Record<string, SeverityScale>;
