package org.dcrkit.examples.spring.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.dcrkit.RegisteredClient;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RegisteredSoftware;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The registered clients in the table {@code dcr_registration}: the only place that says who is registered, and as what.
 *
 * <p>A row's {@code software_key} is unique. Where the bank registers each software once it is a digest of the software's name,
 * so that the database settles a race between nodes; otherwise it is the client's id. Authorizations and consents refer to
 * their client, so that removing it ends them in the same act.
 */
@Component
public class JdbcClientStore implements ClientStore, RegisteredSoftware {

    private static final String FOR_UPDATE = " FOR UPDATE";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final JdbcClient database;
    private final TransactionTemplate savepoint;
    private final ClientSecrets secrets;
    private final boolean oncePerSoftware;

    JdbcClientStore(
            JdbcClient database,
            PlatformTransactionManager transactions,
            ClientSecrets secrets,
            RegistrationProperties registration) {
        this.database = database;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.secrets = secrets;
        this.oncePerSoftware = registration.oncePerSoftware();
    }

    @Override
    public boolean add(StoredClient client) throws CheckUnavailableException {
        RegisteredClient registered = client.registered();
        IssuedClient issued = client.issued();
        // A statement that failed makes PostgreSQL give up the transaction, which holds the mark of the request as
        // used.
        return reached(() -> {
            try {
                savepoint.executeWithoutResult(status -> database.sql("""
                        INSERT INTO dcr_registration (client_id, software_key, directory, environment, software_id,
                            organisation_id, issued_at, metadata, software_statement, certificate, authority, secret,
                            secret_expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                        .params(
                                client.clientId(),
                                softwareKey(registered),
                                registered.directory(),
                                registered.environment(),
                                registered.softwareId(),
                                registered.organisationId(),
                                issued.issuedAt().getEpochSecond(),
                                json(registered.metadata()),
                                client.softwareStatement(),
                                client.certificate(),
                                client.authority())
                        .param(encodedSecret(client).orElse(null))
                        .param(secretExpires(issued).orElse(null))
                        .update());
                return true;
            } catch (DuplicateKeyException e) {
                return false;
            }
        });
    }

    @Override
    public Optional<StoredClient> find(String clientId) throws CheckUnavailableException {
        return reached(() -> row(clientId)).map(ClientRow::client);
    }

    /** A client with its secret, which stays as it is until the caller's transaction ends. */
    Optional<ClientRow> kept(String clientId) throws CheckUnavailableException {
        return reached(() -> row(clientId, FOR_UPDATE));
    }

    /**
     * A client with its secret, for authenticating it.
     *
     * @throws DataAccessException if the database cannot be reached
     */
    public Optional<ClientRow> row(String clientId) {
        return row(clientId, "");
    }

    private Optional<ClientRow> row(String clientId, String lock) {
        return database.sql("SELECT * FROM dcr_registration WHERE client_id = ?" + lock)
                .param(clientId)
                .query(JdbcClientStore::read)
                .optional();
    }

    /** Replaces it; a secret that the client keeps stays as it lies there. */
    @Override
    public boolean replace(StoredClient before, StoredClient after) throws CheckUnavailableException {
        boolean keepsSecret =
                after.issued().secret().isEmpty() && ClientSecrets.needed(ClientRow.authenticationMethod(after));
        return reached(() -> {
            Optional<StoredClient> now = row(before.clientId(), FOR_UPDATE).map(ClientRow::client);
            if (now.isPresent() && !now.get().equals(before)) {
                throw new OptimisticLockingFailureException("the client was changed meanwhile");
            }
            return now.isPresent() && update(after, keepsSecret);
        });
    }

    private boolean update(StoredClient client, boolean keepsSecret) {
        IssuedClient issued = client.issued();
        return database.sql("""
                UPDATE dcr_registration
                SET metadata = ?, software_statement = ?, certificate = ?, authority = ?,
                    secret = CASE WHEN ? THEN secret ELSE CAST(? AS VARCHAR(255)) END,
                    secret_expires_at = CASE WHEN ? THEN secret_expires_at ELSE CAST(? AS BIGINT) END
                WHERE client_id = ?
                """)
                        .params(
                                json(client.registered().metadata()),
                                client.softwareStatement(),
                                client.certificate(),
                                client.authority(),
                                keepsSecret)
                        .param(encodedSecret(client).orElse(null))
                        .param(keepsSecret)
                        .param(secretExpires(issued).orElse(null))
                        .param(client.clientId())
                        .update()
                == 1;
    }

    @Override
    public boolean remove(String clientId) throws CheckUnavailableException {
        return reached(() -> database.sql("DELETE FROM dcr_registration WHERE client_id = ?")
                        .param(clientId)
                        .update()
                == 1);
    }

    @Override
    public Optional<String> clientOf(String directory, String environment, String softwareId)
            throws CheckUnavailableException {
        return reached(() -> database.sql("""
                SELECT client_id FROM dcr_registration
                WHERE directory = ? AND environment = ? AND software_id = ?
                ORDER BY issued_at FETCH FIRST 1 ROWS ONLY
                """)
                .params(directory, environment, softwareId)
                .query(String.class)
                .optional());
    }

    private Optional<String> encodedSecret(StoredClient client) {
        return client.issued().secret().map(secret -> secrets.encoded(secret, ClientRow.authenticationMethod(client)));
    }

    private static Optional<Long> secretExpires(IssuedClient issued) {
        return issued.secretExpiresAt().map(Instant::getEpochSecond);
    }

    private String softwareKey(RegisteredClient client) {
        if (!oncePerSoftware) {
            return client.clientId();
        }
        String name = String.join("\n", client.directory(), client.environment(), client.softwareId());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a platform without SHA-256", e);
        }
    }

    private static String json(ClientMetadata metadata) {
        return metadata.toJson(ScopeForm.TEXT).toString();
    }

    private static ClientRow read(ResultSet row, int number) throws SQLException {
        String clientId = row.getString("client_id");
        RegisteredClient registered = new RegisteredClient(
                clientId,
                row.getString("directory"),
                row.getString("environment"),
                row.getString("software_id"),
                row.getString("organisation_id"),
                ClientMetadata.parse(row.getString("metadata")));
        IssuedClient issued = IssuedClient.of(clientId, Instant.ofEpochSecond(row.getLong("issued_at")));
        long secretExpires = row.getLong("secret_expires_at");
        boolean expires = !row.wasNull();
        return ClientRow.of(
                new StoredClient(
                        registered,
                        issued,
                        row.getString("software_statement"),
                        row.getString("certificate"),
                        row.getString("authority")),
                row.getString("secret"),
                expires ? Instant.ofEpochSecond(secretExpires) : null);
    }

    private static <T> T reached(Supplier<T> work) throws CheckUnavailableException {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            throw new CheckUnavailableException("the database: " + e.getMessage(), RETRY_AFTER, e);
        }
    }
}
