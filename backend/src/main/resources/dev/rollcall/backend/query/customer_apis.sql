-- The APIs that a customer calls.
WITH source AS (
${source}
)
SELECT api, CAST(sum(requests) AS BIGINT) AS total, CAST(sum(errors_4xx) + sum(errors_5xx) AS BIGINT), epoch_us(max(last_ts))
FROM source
GROUP BY api
ORDER BY total DESC, api
