CREATE TABLE dcr_used_token (
    token_key   VARCHAR(64) NOT NULL PRIMARY KEY,
    valid_until BIGINT      NOT NULL
);

CREATE INDEX dcr_used_token_valid_until ON dcr_used_token (valid_until);
