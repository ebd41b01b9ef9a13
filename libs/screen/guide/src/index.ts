export { AccessibilityStatement } from './accessibility-statement';
export { Help } from './help';
export { SiteMap } from './site-map';
