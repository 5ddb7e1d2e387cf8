  SELECT api, hour AS point, method, route, status_class, requests, duration_us, last_ts
  FROM route_hour
  WHERE hour >= :from AND hour < :to ${scope}
