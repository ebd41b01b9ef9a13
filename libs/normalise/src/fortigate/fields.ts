/** The fields that are read: of FortiOS 5 and later, of 4.3 (with underscores), of FortiWeb and of FortiMail. */
export const WANTED: ReadonlySet<string> = new Set(
  [
    'date time tz timezone eventtime',
    'type subtype eventtype logid log_id devname devid device_id vd sessionid',
    'action status utmaction severity severity_level crlevel count catdesc appcat botnetdomain botnetip ui',
    'srcip src client_ip remip rem_ip srcport src_port remport dstip dst dst_ip locip loc_ip dstport dst_port locport proto',
    'attackid attack_id attack attackname attack_name virus virusid policyid policyname policy signature_id',
    'signature_subclass',
  ].flatMap((line) => line.split(' ')),
);

/** The first of some fields that says anything: `N/A` and an empty text say nothing. */
export function firstStated(fields: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields.get(key);
    if (value !== undefined && value !== '' && value !== 'N/A') return value;
  }
  return undefined;
}
