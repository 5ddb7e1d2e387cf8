  SELECT api, customer_id, day, CAST(day AS TIMESTAMP) AS point, requests, errors_4xx, errors_5xx, duration_us, request_bytes,
    response_bytes, first_ts, last_ts
  FROM customer_day
  WHERE day >= :from_day AND day < :to_day ${scope}
