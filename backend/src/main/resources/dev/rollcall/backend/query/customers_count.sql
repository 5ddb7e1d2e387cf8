-- How many customers with an id a window has that match.
WITH source AS (
${source}
),
customer AS (
  SELECT DISTINCT customer_id FROM source WHERE customer_id IS NOT NULL
)
SELECT count(*)
FROM customer LEFT JOIN customer_name ON customer_name.customer_id = customer.customer_id
WHERE TRUE ${matching}
