-- The days of the first and the last request, as days since 1970.
SELECT min(day) - DATE '1970-01-01', max(day) - DATE '1970-01-01'
FROM customer_day
WHERE TRUE ${scope}
