-- Customers whose first request ever is in the window, newest first.
WITH beginning AS (
  SELECT customer_id, min(first_ts) AS first_ts
  FROM customer_day
  WHERE customer_id IS NOT NULL ${scope}
  GROUP BY customer_id
),
fresh AS (
  SELECT * FROM beginning WHERE first_ts >= :from AND first_ts < :to
)
SELECT customer_id, (SELECT count(*) FROM fresh)
FROM fresh
ORDER BY first_ts DESC, customer_id
LIMIT :limit
