  SELECT api, CAST(day AS TIMESTAMP) AS point, bucket, requests
  FROM api_day_duration
  WHERE day >= :from_day AND day < :to_day ${scope}
