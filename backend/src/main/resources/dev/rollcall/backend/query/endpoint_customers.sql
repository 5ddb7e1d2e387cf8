-- How many customers call each end point, and when last: of the events, because no sums know it.
SELECT api, method, route, count(DISTINCT customer_id), epoch_us(max(ts))
FROM event
WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope}
GROUP BY api, method, route
