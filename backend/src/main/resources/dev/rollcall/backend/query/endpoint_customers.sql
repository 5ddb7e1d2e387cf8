-- How many customers call each end point: of the events, because no sums know it.
SELECT api, method, route, count(DISTINCT customer_id)
FROM event
WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope}
GROUP BY api, method, route
