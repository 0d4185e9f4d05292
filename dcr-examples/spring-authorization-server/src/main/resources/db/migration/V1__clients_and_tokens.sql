-- Who is registered, and as what. One row a client; software_key is a digest of the software's name where each software is
-- registered once, else the client's id.
CREATE TABLE dcr_registration (
    client_id          VARCHAR(36)     NOT NULL PRIMARY KEY,
    software_key       VARCHAR(64)     NOT NULL UNIQUE,
    directory          VARCHAR(255)    NOT NULL,
    environment        VARCHAR(255)    NOT NULL,
    software_id        VARCHAR(255)    NOT NULL,
    organisation_id    VARCHAR(255)    NOT NULL,
    issued_at          BIGINT          NOT NULL,
    secret             VARCHAR(255),
    secret_expires_at  BIGINT,
    metadata           VARCHAR(262144) NOT NULL,
    software_statement VARCHAR(262144) NOT NULL,
    certificate        VARCHAR(64)     NOT NULL,
    authority          VARCHAR(8192)   NOT NULL
);

CREATE INDEX dcr_registration_software ON dcr_registration (directory, environment, software_id);

-- Spring Authorization Server's tables, in types that every database has, and bound to their client: with it, its tokens and
-- consents end.
CREATE TABLE oauth2_authorization (
    id                            VARCHAR(100) NOT NULL PRIMARY KEY,
    registered_client_id          VARCHAR(36)  NOT NULL REFERENCES dcr_registration (client_id) ON DELETE CASCADE,
    principal_name                VARCHAR(200) NOT NULL,
    authorization_grant_type      VARCHAR(100) NOT NULL,
    authorized_scopes             VARCHAR(8192),
    attributes                    VARCHAR(262144),
    state                         VARCHAR(500),
    authorization_code_value      VARCHAR(2000),
    authorization_code_issued_at  TIMESTAMP WITH TIME ZONE,
    authorization_code_expires_at TIMESTAMP WITH TIME ZONE,
    authorization_code_metadata   VARCHAR(65536),
    access_token_value            VARCHAR(2000),
    access_token_issued_at        TIMESTAMP WITH TIME ZONE,
    access_token_expires_at       TIMESTAMP WITH TIME ZONE,
    access_token_metadata         VARCHAR(65536),
    access_token_type             VARCHAR(100),
    access_token_scopes           VARCHAR(8192),
    oidc_id_token_value           VARCHAR(65536),
    oidc_id_token_issued_at       TIMESTAMP WITH TIME ZONE,
    oidc_id_token_expires_at      TIMESTAMP WITH TIME ZONE,
    oidc_id_token_metadata        VARCHAR(65536),
    refresh_token_value           VARCHAR(2000),
    refresh_token_issued_at       TIMESTAMP WITH TIME ZONE,
    refresh_token_expires_at      TIMESTAMP WITH TIME ZONE,
    refresh_token_metadata        VARCHAR(65536),
    user_code_value               VARCHAR(2000),
    user_code_issued_at           TIMESTAMP WITH TIME ZONE,
    user_code_expires_at          TIMESTAMP WITH TIME ZONE,
    user_code_metadata            VARCHAR(65536),
    device_code_value             VARCHAR(2000),
    device_code_issued_at         TIMESTAMP WITH TIME ZONE,
    device_code_expires_at        TIMESTAMP WITH TIME ZONE,
    device_code_metadata          VARCHAR(65536)
);

CREATE INDEX oauth2_authorization_client ON oauth2_authorization (registered_client_id);
CREATE INDEX oauth2_authorization_access_token ON oauth2_authorization (access_token_value);
CREATE INDEX oauth2_authorization_refresh_token ON oauth2_authorization (refresh_token_value);
CREATE INDEX oauth2_authorization_expiry ON oauth2_authorization (access_token_expires_at);

CREATE TABLE oauth2_authorization_consent (
    registered_client_id VARCHAR(36)   NOT NULL REFERENCES dcr_registration (client_id) ON DELETE CASCADE,
    principal_name       VARCHAR(200)  NOT NULL,
    authorities          VARCHAR(8192) NOT NULL,
    PRIMARY KEY (registered_client_id, principal_name)
);
