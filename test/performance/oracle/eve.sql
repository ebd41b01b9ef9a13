-- Suricata's EVE, one document a line.
create table said as
select
  event_type = 'alert' or alert is not null as threat,
  left(timestamp, 16) || right(timestamp, 5) as minute,
  src_ip as opener,
  dest_ip as other,
  case coalesce(alert.action, '') when 'blocked' then 'blocked' when 'allowed' then 'allowed' else 'detected' end as disposition,
  alert.category as class,
  alert.signature as name,
  case when list_contains(coalesce(alert.metadata.signature_severity, []), 'Critical') then 'critical'
    when alert.severity = 1 then 'high' when alert.severity = 2 then 'medium' else 'low' end as severity,
  event_type = 'alert' as counted_by_peers,
  left(timestamp, 16) || '|' || host || '|' || coalesce(alert.action, '') as key
from read_json(getvariable('lines'), format = 'newline_delimited', maximum_object_size = 1048576, columns = {
  timestamp: 'varchar', event_type: 'varchar', src_ip: 'varchar', dest_ip: 'varchar', host: 'varchar',
  alert: 'struct(action varchar, signature varchar, category varchar, severity int, metadata struct(signature_severity varchar[]))'
});
