-- Values of what the sums do not know of a customer, in one reading of the events: most requests first.
WITH value AS (
  SELECT grouping_id(end_user, plan, customer_source) AS others, coalesce(end_user, plan, customer_source) AS value,
    CAST(sum(count) AS BIGINT) AS requests, epoch_us(max(ts)) AS last
  FROM event
  WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope}
  GROUP BY GROUPING SETS ((end_user), (plan), (customer_source))
)
SELECT CASE others WHEN 3 THEN 'end_user' WHEN 5 THEN 'plan' ELSE 'customer_source' END AS field, value, requests, last
FROM value
WHERE value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY others ORDER BY requests DESC, value) <= :limit
ORDER BY field, requests DESC, value
