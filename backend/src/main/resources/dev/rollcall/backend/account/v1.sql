-- Version 1. One statement ends with a semicolon at the end of a line. Times are milliseconds since 1970.

CREATE TABLE account (
  name VARCHAR PRIMARY KEY,
  password_hash VARCHAR NOT NULL,
  admin BOOLEAN NOT NULL,
  created BIGINT NOT NULL
);

-- What programs send: ingest tokens and API keys. The secret itself is not kept.
CREATE TABLE token (
  id VARCHAR PRIMARY KEY,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  hash VARCHAR NOT NULL,
  hint VARCHAR NOT NULL,
  created BIGINT NOT NULL
);

-- Who is signed in; the secret of the cookie is not kept.
CREATE TABLE session (
  hash VARCHAR PRIMARY KEY,
  account VARCHAR NOT NULL,
  expires BIGINT NOT NULL
);

CREATE TABLE favourite (
  account VARCHAR NOT NULL,
  customer VARCHAR NOT NULL,
  PRIMARY KEY (account, customer)
);

-- Notes on a customer, which all who are signed in see.
CREATE TABLE description (
  customer VARCHAR PRIMARY KEY,
  text VARCHAR NOT NULL
);

-- What somebody wants to see on the dashboard of an API, in their order, one name a line.
CREATE TABLE widget (
  account VARCHAR NOT NULL,
  api VARCHAR NOT NULL,
  names VARCHAR NOT NULL,
  PRIMARY KEY (account, api)
);
