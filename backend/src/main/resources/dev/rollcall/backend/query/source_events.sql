  SELECT api, customer_id, CAST(ts AS DATE) AS day, CAST(${point} AS TIMESTAMP) AS point, count AS requests,
    CASE WHEN status // 100 = 4 THEN count ELSE 0 END AS errors_4xx,
    CASE WHEN status // 100 = 5 THEN count ELSE 0 END AS errors_5xx,
    duration_us, request_bytes, response_bytes, ts AS first_ts, ts AS last_ts
  FROM event
  WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope}
