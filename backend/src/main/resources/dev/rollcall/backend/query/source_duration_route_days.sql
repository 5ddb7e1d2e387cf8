  SELECT api, method, route, bucket, requests
  FROM route_day_duration
  WHERE day >= :from_day AND day < :to_day ${scope}
