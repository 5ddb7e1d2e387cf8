-- Requests one by one, and rollups as one row each. Figures of a rollup are averages, so that a column means the same in each row.
WITH request AS (
  SELECT sequence, event_id, kind, count, ts, method, route, path, status, duration_us // count AS duration,
    request_bytes // count AS request_bytes, response_bytes // count AS response_bytes, outcome, error_type, threat, device, ai_agent,
    country, customer_id, customer_name, api
  FROM event
  WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope} ${matching}
),
page AS (
  SELECT * FROM request
  WHERE TRUE ${after}
  ORDER BY ${order}
  LIMIT :limit
)
SELECT sequence, CAST(event_id AS VARCHAR), page.kind, count, epoch_us(ts), method, route, path, status, duration, request_bytes,
  response_bytes, outcome, error_type, threat, device, ai_agent, country, page.customer_id, coalesce(page.customer_name, name), api
FROM page LEFT JOIN customer_name ON customer_name.customer_id = page.customer_id
ORDER BY ${order}
