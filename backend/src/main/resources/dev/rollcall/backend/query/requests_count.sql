-- How many rows a history has, on all its pages together.
WITH request AS (
  SELECT customer_id
  FROM event
  WHERE ts >= :from AND ts < :to AND kind <> 'agent_status' ${scope} ${matching}
)
SELECT count(*) FROM request
