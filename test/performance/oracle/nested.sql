-- Suricata's EVE and documents of the Elastic Common Schema, mixed.
create table said as
select
  case when event is null then event_type = 'alert' else event.kind = 'alert' end as threat,
  case when event is null then left(timestamp, 16) || right(timestamp, 5) else left("@timestamp", 16) || '+0000' end
    as minute,
  case when event is null then src_ip else source.ip end as opener,
  case when event is null then dest_ip else destination.ip end as other,
  coalesce(alert.action, event.action) as disposition,
  coalesce(alert.category, rule.category) as class,
  coalesce(alert.signature, rule.name) as name,
  case
    when event is null then case alert.severity when 1 then 'high' when 2 then 'medium' else 'low' end
    when event.severity >= 74 then 'critical' when event.severity >= 48 then 'high'
    when event.severity >= 22 then 'medium' else 'low' end as severity,
  threat as counted_by_peers,
  case when event is null then left(timestamp, 16) || '|' || host || '|' || coalesce(alert.action, '')
    else left("@timestamp", 16) || '|' || observer.name || '|' || event.action end as key
from read_json(getvariable('lines'), format = 'newline_delimited', maximum_object_size = 1048576, columns = {
  timestamp: 'varchar', event_type: 'varchar', src_ip: 'varchar', dest_ip: 'varchar', host: 'varchar',
  alert: 'struct(action varchar, signature varchar, category varchar, severity int)',
  "@timestamp": 'varchar', event: 'struct(kind varchar, action varchar, severity int)',
  source: 'struct(ip varchar)', destination: 'struct(ip varchar)', observer: 'struct(name varchar)',
  rule: 'struct(name varchar, category varchar)'
});
