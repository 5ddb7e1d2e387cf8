-- Customers with errors, most errors first.
WITH source AS (
${source}
),
customer AS (
  SELECT customer_id,
    CAST(sum(requests) AS BIGINT) AS requests,
    CAST(sum(errors_4xx) AS BIGINT) AS errors_4xx,
    CAST(sum(errors_5xx) AS BIGINT) AS errors_5xx
  FROM source
  GROUP BY customer_id
)
SELECT customer.customer_id, name, requests, errors_4xx, errors_5xx
FROM customer LEFT JOIN customer_name ON customer_name.customer_id = customer.customer_id
WHERE errors_4xx + errors_5xx > 0
ORDER BY errors_4xx + errors_5xx DESC, customer.customer_id NULLS LAST
LIMIT :limit
