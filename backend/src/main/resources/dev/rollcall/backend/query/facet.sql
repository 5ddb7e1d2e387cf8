-- Values of one field in the events of a window, most requests first.
SELECT ${field}, CAST(sum(count) AS BIGINT) AS requests, epoch_us(max(ts))
FROM event
WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' AND ${field} IS NOT NULL ${scope}
GROUP BY ${field}
ORDER BY requests DESC, ${field}
LIMIT :limit
