-- One event with all its fields.
SELECT * EXCLUDE (sequence, kind, event_id, ts, status, duration_buckets, properties),
  CAST(event_id AS VARCHAR) AS event_id, kind AS event, epoch_us(ts) AS ts, nullif(status, 0) AS status,
  CAST(to_json(duration_buckets) AS VARCHAR) AS duration_buckets, CAST(to_json(properties) AS VARCHAR) AS properties
FROM event
WHERE event_id = CAST(:id AS UUID) AND kind <> 'agent_status'
LIMIT 1
