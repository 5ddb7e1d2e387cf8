-- Requests by status, 400 and above: of the events, because the sums know classes only.
SELECT status, CAST(sum(count) AS BIGINT)
FROM event
WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' AND status >= 400 ${scope}
GROUP BY status
ORDER BY status
