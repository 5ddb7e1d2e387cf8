CASE WHEN duration_us < 32 THEN duration_us
  ELSE (exponent - 3) * 16 + ((duration_us >> (exponent - 4)) & 15) END
