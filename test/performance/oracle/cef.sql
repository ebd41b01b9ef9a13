-- CEF behind a syslog header. Bars in the name of a rule are escaped; no field before it has one.
create table said as
with line as (
  select text, string_split(replace(text, '\|', chr(1)), '|') as part
  from read_csv(getvariable('lines'), header = false, delim = chr(31), quote = '', escape = '', columns = {text: 'varchar'})
)
select
  part[6] <> 'Session closed' as threat,
  strftime(make_timestamp(regexp_extract(text, ' ?rt=(\d+)', 1)::bigint // 60000 * 60000000), '%Y-%m-%dT%H:%M') || '+0000'
    as minute,
  regexp_extract(text, ' src=(\S+)', 1) as opener,
  regexp_extract(text, ' dst=(\S+)', 1) as other,
  regexp_extract(text, ' act=(\S+)', 1) as disposition,
  regexp_extract(text, ' cat=(.*?) app=', 1) as class,
  part[6] as name,
  case when part[7]::int >= 9 then 'critical' when part[7]::int >= 7 then 'high' when part[7]::int >= 4 then 'medium'
    else 'low' end as severity,
  true as counted_by_peers,
  (regexp_extract(text, '\brt=(\d+)', 1)::bigint // 60000) || '|' || regexp_extract(text, '\bdvchost=(\S+)', 1) || '|' ||
    disposition as key
from line;
