  SELECT api, date_trunc('hour', ts) AS point, method, route, status // 100 AS status_class, count AS requests, duration_us, ts AS last_ts
  FROM event
  WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope}
