-- Orders of the load test have no customer.
DELETE FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE customer = 0);
DELETE FROM orders WHERE customer = 0;
