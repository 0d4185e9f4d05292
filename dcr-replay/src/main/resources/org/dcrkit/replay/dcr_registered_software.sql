CREATE TABLE dcr_registered_software (
    software_key VARCHAR(64)  NOT NULL PRIMARY KEY,
    directory    VARCHAR(255) NOT NULL,
    environment  VARCHAR(255) NOT NULL,
    software_id  VARCHAR(255) NOT NULL,
    client_id    VARCHAR(255) NOT NULL
);
