-- Where what is stored differs from what must be.

create view stored_cell as
select tier, epoch, partition, kind, time, count, topic,
  county || '|' || disposition || '|' || case when overflow then 'overflow'
    else concat_ws('|', direction, category, severity, agency, sourceCountry) end as cell
from stored_row;

create view row_difference as
select coalesce(e.epoch, s.epoch) as epoch, coalesce(e.partition, s.partition) as partition,
  coalesce(e.kind, s.kind) as kind, coalesce(e.time, s.time) as time, coalesce(e.cell, s.cell) as cell,
  coalesce(e.count, 0) as expected, coalesce(s.count, 0) as stored
from expected_row e
full join (
  select epoch, partition, kind, time, cell, sum(count)::bigint as count
  from stored_cell where tier = 'minute' group by all
) s on (e.epoch, e.partition, e.kind, e.time, e.cell) = (s.epoch, s.partition, s.kind, s.time, s.cell)
where coalesce(e.count, 0) <> coalesce(s.count, 0);

-- Hour and day rows of periods that are closed: those that no watermark calls open. Only the kinds that have such rows.
create view closed_period as
with period as (
  select 'hour' as tier, epoch, partition, kind, time - time % 3600000 as start, cell, count from expected_row
  union all
  select 'day', epoch, partition, kind, (time + 28800000) - (time + 28800000) % 86400000 - 28800000, cell, count
  from expected_row
)
select tier, p.epoch, p.partition, kind, start as time, cell, sum(count)::bigint as count
from period p join stored_mark m on m.epoch = p.epoch and m.partition = p.partition
where not list_contains(case tier when 'hour' then m.openHours else m.openDays end, start)
  and (kind = 'totals' or exists (from stored_row s where s.tier = p.tier and s.kind = p.kind))
group by all;

create view period_difference as
select coalesce(e.tier, s.tier) || ' row ' || coalesce(e.epoch, s.epoch) || '/' || coalesce(e.partition, s.partition)
  || ' ' || coalesce(e.kind, s.kind) || ' ' || coalesce(e.time, s.time) || ' ' || coalesce(e.cell, s.cell)
  || ': expected ' || coalesce(e.count, 0) || ', stored ' || coalesce(s.count, 0) as text
from closed_period e
full join (
  select c.tier, c.epoch, c.partition, kind, time, cell, count
  from stored_cell c left join stored_mark m on m.epoch = c.epoch and m.partition = c.partition
  where tier in ('hour', 'day')
    and not list_contains(coalesce(case tier when 'hour' then m.openHours else m.openDays end, []), time)
) s on (e.tier, e.epoch, e.partition, e.kind, e.time, e.cell) = (s.tier, s.epoch, s.partition, s.kind, s.time, s.cell)
where coalesce(e.count, 0) <> coalesce(s.count, 0);

-- Where offsets were lost, chunks may begin elsewhere: the partition's sums are compared instead.
create view with_gap as select distinct life as epoch, partition from gone;

create view ledger_difference as
with stored as (
  select epoch, partition, chunk, "from", "to", counted, duplicate, ignored, rejected, skipped
  from stored_ledger where topic = getvariable('topic')
)
select 'ledger ' || coalesce(e.epoch, s.epoch) || '/' || coalesce(e.partition, s.partition) || ' ' ||
  coalesce(e.chunk, s.chunk) || ': expected ' ||
  coalesce(concat_ws(',', e."from", e."to", e.counted, e.duplicate, e.ignored, e.rejected, e.skipped), 'none') ||
  ', stored ' ||
  coalesce(concat_ws(',', s."from", s."to", s.counted, s.duplicate, s.ignored, s.rejected, s.skipped), 'none') as text
from (select * from expected_ledger anti join with_gap using (epoch, partition)) e
full join (select * from stored anti join with_gap using (epoch, partition)) s
  on (e.epoch, e.partition, e.chunk) = (s.epoch, s.partition, s.chunk)
where (e."from", e."to", e.counted, e.duplicate, e.ignored, e.rejected, e.skipped)
  is distinct from (s."from", s."to", s.counted, s.duplicate, s.ignored, s.rejected, s.skipped)
union all
select 'ledger with a gap ' || e.epoch || '/' || e.partition || ': expected ' ||
  concat_ws(',', e.counted, e.duplicate, e.ignored, e.rejected) || ', stored ' ||
  concat_ws(',', s.counted, s.duplicate, s.ignored, s.rejected)
from (
  select epoch, partition, sum(counted)::bigint as counted, sum(duplicate)::bigint as duplicate,
    sum(ignored)::bigint as ignored, sum(rejected)::bigint as rejected
  from expected_ledger semi join with_gap using (epoch, partition) group by all
) e join (
  select epoch, partition, sum(counted)::bigint as counted, sum(duplicate)::bigint as duplicate,
    sum(ignored)::bigint as ignored, sum(rejected)::bigint as rejected
  from stored group by all
) s using (epoch, partition)
where (e.counted, e.duplicate, e.ignored, e.rejected)
  is distinct from (s.counted, s.duplicate, s.ignored, s.rejected);

-- Promise 1: the classes sum to what the broker says was appended.
create view equation_difference as
select 'ledger equation ' || b.life || '/' || b.partition || ': ' || coalesce(sum(offsets), 0) || ' of ' ||
  (b.finish - b.start) as text
from log_bound b left join (
  select epoch, partition, counted + duplicate + ignored + rejected + skipped + lost as offsets
  from stored_ledger where topic = getvariable('topic')
) l on l.epoch = b.life and l.partition = b.partition
group by b.life, b.partition, b.start, b.finish
having coalesce(sum(offsets), 0) <> b.finish - b.start;

-- An offset may only be called lost where retention took it.
create view false_loss as
select 'called lost, but in the log: ' || g.life || '/' || g.partition || ' offsets ' || g.first || ' to ' ||
  (g.past - 1) as text
from gone g left join log_bound b using (life, partition)
where g.past > coalesce(b.deletedBefore, 0);

create view reason_difference as
with expected as (
  select life as epoch, partition, class, what, count(*) as count
  from outcome where class in ('ignored', 'rejected') group by all
), stored as (
  select epoch, partition, class, entry.key as what, sum(entry.value)::bigint as count
  from (
    select epoch, partition, 'ignored' as class, unnest(map_entries(ignoredByKind)) as entry from stored_ledger
    union all
    select epoch, partition, 'rejected', unnest(map_entries(rejectedByCode)) from stored_ledger
  ) group by all
)
select class || ' ' || epoch || '/' || partition || ' ' || what || ': expected ' || coalesce(e.count, 0) ||
  ', stored ' || coalesce(s.count, 0) as text
from expected e full join stored s using (epoch, partition, class, what)
where coalesce(e.count, 0) <> coalesce(s.count, 0);

create view expected_letter as
select getvariable('topic') || '/' || life || '/' || partition || '/' || "offset" as key, what, hash
from outcome where class = 'rejected';

create view missing_letter as
select 'no dead letter for ' || key || ' (' || what || ')' as text
from expected_letter anti join stored_letter using (key);

create view letter_difference as
select 'dead letter ' || s.key || ': reason ' || s.reason || ', expected ' || coalesce(e.what, 'none') as text
from (select distinct key, reason, hash from stored_letter) s left join expected_letter e using (key)
where (e.what, e.hash) is distinct from (s.reason, s.hash)
  and not exists (
    from reading r join gone g on g.life = r.life and g.partition = r.partition
    where r."offset" >= g.first and r."offset" < g.past
      and s.key = getvariable('topic') || '/' || r.life || '/' || r.partition || '/' || r."offset"
  );

create view pin_difference as
select 'chunk without a pin that names a known directory: ' || epoch || '/' || partition || ' ' || chunk as text
from expected_ledger anti join (
  select epoch, partition, chunk from stored_pin where directory in (select directory from place)
) using (epoch, partition, chunk);

create view foreign_row as
select distinct 'row of another source: ' || topic || ' epoch ' || epoch as text
from stored_row where topic <> getvariable('topic') or epoch not in (select life from log_bound);

create view unexplained_difference as
from period_difference union all from ledger_difference union all from equation_difference union all from false_loss
union all from reason_difference union all from letter_difference union all from pin_difference
union all from foreign_row;

create view peer_difference as
select 'peer ' || time || ' ' || cell || ': expected ' || coalesce(e.count, 0) || ', stored ' || coalesce(s.count, 0)
  as text, coalesce(s.count, 0) - coalesce(e.count, 0) as difference
from (
  select time, cell, sum(count)::bigint as count from expected_row where kind = 'totals' group by all
) e full join (
  select minute as time, county || '|' || disposition || '|' || direction as cell, sum(count)::bigint as count
  from peer_row group by all
) s using (time, cell)
where coalesce(e.count, 0) <> coalesce(s.count, 0);
