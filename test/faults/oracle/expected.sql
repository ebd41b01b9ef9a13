-- What must be stored, from the readings of every record of the log.

-- Offsets that the ledger owns up to as lost: always the first ones of their chunk. Whether they could be lost at all
-- is judged in stored.sql. Without `gaps` nothing may be lost: so the peer is judged, which owns up to nothing.
create or replace view gone as
select epoch as life, partition, "from" as first, "from" + lost as past
from stored_ledger
where topic = getvariable('topic') and lost > 0 and getvariable('gaps');

create or replace table present as
select *
from reading r
where not exists (
  from gone g where g.life = r.life and g.partition = r.partition and r."offset" >= g.first and r."offset" < g.past
);

-- Event time is judged against the record's own time in the log.
create or replace table judged as
select * exclude (kind, what),
  case when kind = 'threat' and (too_early or too_late) then 'rejected' else kind end as kind,
  case when kind <> 'threat' then what when too_early then 'too-early' when too_late then 'too-late' end as what
from (
  select *,
    time > logTime + getvariable('ahead') as too_early,
    time < logTime - getvariable('behind') as too_late
  from present
);

-- A chunk begins at a multiple of the block of offsets, and where append time, the highest so far in that block, enters
-- another block of time.
create or replace table placed as
select * exclude (block, highest),
  block,
  block || '.' || (highest // getvariable('millisecondsPerBlock')) as chunk
from (
  select *, max(logTime) over (
    partition by life, partition, block order by "offset" rows between unbounded preceding and current row
  ) as highest
  from (select *, "offset" // getvariable('offsetsPerBlock') as block from judged)
);

-- A duplicate has an id that an earlier record of the partition answers to, at most `window` offsets back.
create or replace table repeated as
with sighting as (
  select life, partition, "offset", unnest(ids) as id, generate_subscripts(ids, 1) = 1 as own
  from placed where kind = 'threat'
), seen as (
  select *, max("offset") over (
    partition by life, partition, id order by "offset" rows between unbounded preceding and 1 preceding
  ) as before
  from sighting
)
select life, partition, "offset" from seen where own and before >= "offset" - getvariable('window');

create or replace table outcome as
select p.*,
  case when p.kind <> 'threat' then p.kind when r."offset" is null then 'counted' else 'duplicate' end as class
from placed p left join repeated r using (life, partition, "offset");

-- A chunk's pin names the directory under which it is counted.
create or replace table event as
select o.life as epoch, o.partition, o."offset", o.chunk, o.time - (o.time % 60000) as minute,
  o.disposition, o.category, o.severity, w.county, w.agency, w.direction, w.country
from outcome o
left join stored_pin p on p.epoch = o.life and p.partition = o.partition and p.chunk = o.chunk
left join place w on w.directory = p.directory and w.opener = o.opener and w.other = o.other
where o.class = 'counted';

create or replace table cell as
select epoch, partition, chunk, "offset", minute, county, disposition, kind,
  concat_ws('|', direction, category, severity, agency, country) as rest
from (
  select epoch, partition, chunk, "offset", minute, county, disposition, 'totals' as kind,
    direction, null as category, null as severity, null as agency, null as country from event
  union all
  select epoch, partition, chunk, "offset", minute, county, disposition, 'categories',
    direction, category, severity, null, null from event
  union all
  select epoch, partition, chunk, "offset", minute, county, disposition, 'agencies',
    null, category, null, agency, null from event where agency is not null
  union all
  select epoch, partition, chunk, "offset", minute, county, disposition, 'countries',
    null, null, null, null, country from event
);

-- The first `cellLimit` cells of a kind and chunk are kept apart, in the order in which they first occur.
create or replace table expected_row as
with counted as (
  select epoch, partition, chunk, kind, minute, county, disposition, rest, count(*) as count, min("offset") as first
  from cell group by epoch, partition, chunk, kind, minute, county, disposition, rest
), first_seen as (
  select *, row_number() over (partition by epoch, partition, chunk, kind order by first) as place from counted
)
select epoch, partition, kind, minute as time, county || '|' || disposition || '|' ||
  case when place > getvariable('cellLimit') then 'overflow' else rest end as cell,
  sum(count)::bigint as count
from first_seen group by all;

-- The ledger of each chunk. A gap before a chunk's first record belongs to the chunk before it, up to the boundary of
-- the block of offsets.
create or replace table expected_ledger as
with first_record as (
  select life as epoch, partition, chunk, any_value(block) as block, min("offset") as first,
    count(*) filter (class = 'counted') as counted, count(*) filter (class = 'duplicate') as duplicate,
    count(*) filter (class = 'ignored') as ignored, count(*) filter (class = 'rejected') as rejected, count(*) as records
  from outcome group by all
), begun as (
  select f.*, case
      when lag(block) over source is null then b.start
      when lag(block) over source <> block then block * getvariable('offsetsPerBlock')
      else first end as "from"
  from first_record f join log_bound b on b.life = f.epoch and b.partition = f.partition
  window source as (partition by f.epoch, f.partition order by first)
)
select g.epoch, g.partition, chunk, "from", counted, duplicate, ignored, rejected,
  coalesce(lead("from") over (partition by g.epoch, g.partition order by first), b.finish) as "to",
  "to" - "from" - records as skipped
from begun g join log_bound b on b.life = g.epoch and b.partition = g.partition;
