-- What each process told of itself last in a window, how many requests of it are stored there, and when it was heard of last of all.
WITH status AS (
  SELECT instance, arg_max(service, sequence) AS service, arg_max(environment, sequence) AS environment,
    arg_max(agent_version, sequence) AS agent_version, arg_max(properties, sequence) AS properties, max(ts) AS last_ts, min(ts) AS first_ts,
    count(*) OVER () AS total
  FROM event
  WHERE ts >= :from AND ts < :to AND kind = 'agent_status' AND instance IS NOT NULL
  GROUP BY instance
  ORDER BY last_ts DESC, instance
  LIMIT :limit
),
request AS (
  SELECT instance, sum(count) AS requests, min(ts) AS first_ts, max(ts) AS last_ts
  FROM event
  WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' AND instance IN (SELECT instance FROM status)
  GROUP BY instance
),
-- Only a window of former days ends before the newest events. Then one status a minute tells when a process was heard of, in a tenth
-- of the time that reading its requests takes; of those who may still run, the newest requests count too.
later AS (
  SELECT instance, max(ts) AS last_ts
  FROM event
  WHERE ts >= :to AND (kind = 'agent_status' OR ts > :alive) AND instance IN (SELECT instance FROM status)
  GROUP BY instance
)
SELECT status.instance, service, environment, agent_version, CAST(to_json(properties) AS VARCHAR),
  epoch_us(least(status.first_ts, coalesce(request.first_ts, status.first_ts))),
  epoch_us(greatest(status.last_ts, coalesce(request.last_ts, status.last_ts))),
  epoch_us(greatest(status.last_ts, coalesce(request.last_ts, status.last_ts), coalesce(later.last_ts, status.last_ts))),
  CAST(coalesce(requests, 0) AS BIGINT),
  total
FROM status LEFT JOIN request ON request.instance = status.instance LEFT JOIN later ON later.instance = status.instance
ORDER BY 7 DESC, status.instance
