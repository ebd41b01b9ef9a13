-- What must be stored and what the peers must count, from the table `said`, `place` and `category`.
create table expected_record as
select count(*) filter (threat) as counted, count(*) filter (not threat) as ignored from said;

create table expected_key as
select key, count(*) as count from said where counted_by_peers group by key;

create table event as
select minute, county, direction, disposition, category, severity, agency, country, count(*) as count
from (
  select s.minute, s.disposition, s.severity, c.category,
    case when t.agency is not null then t.county when o.agency is not null then o.county else 'unlocated' end as county,
    case when t.agency is not null and o.agency is not null then 'internal' when t.agency is not null then 'inbound'
      when o.agency is not null then 'outbound' else 'unlocated' end as direction,
    coalesce(t.agency, o.agency) as agency,
    case when o.agency is not null then 'TW' else o.country end as country
  from said s
  join place o on o.address = s.opener
  join place t on t.address = s.other
  join category c on c.class = s.class and c.name = s.name
  where s.threat
) group by all;

create table expected_row as
with minutes as (
  select minute, epoch_ms(strptime(minute, '%Y-%m-%dT%H:%M%z')) as time from (select distinct minute from event)
), cell as (
  select 'totals' as kind, minute, county, disposition, direction as rest, count from event
  union all
  select 'categories', minute, county, disposition, concat_ws('|', direction, category, severity), count from event
  union all
  select 'agencies', minute, county, disposition, concat_ws('|', category, agency), count from event
  where agency is not null
  union all
  select 'countries', minute, county, disposition, country, count from event
)
select kind, time, county || '|' || disposition || '|' || rest as cell, sum(count)::bigint as count
from cell join minutes using (minute) group by all;
