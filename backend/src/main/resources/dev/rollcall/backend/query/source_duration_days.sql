  SELECT api, customer_id, CAST(day AS TIMESTAMP) AS point, bucket, requests
  FROM customer_day_duration
  WHERE day >= :from_day AND day < :to_day ${scope}
