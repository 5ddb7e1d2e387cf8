-- How busy customers were of late, whatever the window: from all days there are. Today counts as a day.
WITH per_day AS (
  SELECT customer_id, day, sum(requests) AS requests, min(first_ts) AS first_ts, max(last_ts) AS last_ts
  FROM customer_day
  WHERE ${customers} ${scope}
  GROUP BY customer_id, day
),
activity AS (
  SELECT *, max(day) OVER (PARTITION BY customer_id) AS last_day
  FROM per_day
)
SELECT activity.customer_id,
  any_value(customer_name.name),
  min(day) - DATE '1970-01-01',
  max(day) - DATE '1970-01-01',
  epoch_us(max(last_ts)),
  count(*) FILTER (WHERE day > last_day - :month),
  CAST(coalesce(sum(requests) FILTER (WHERE day > :today - :month), 0) AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE day > :today - 2 * :month AND day <= :today - :month), 0) AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE day > :today - :week), 0) AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE day > :today - 2 * :week AND day <= :today - :week), 0) AS BIGINT),
  epoch_us(min(first_ts)),
  any_value(customer_name.kind)
FROM activity LEFT JOIN customer_name ON customer_name.customer_id = activity.customer_id
GROUP BY activity.customer_id
