package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;
import org.keycloak.services.clientregistration.ClientRegistrationProviderFactory;

/**
 * Makes the provider {@value #ID}; reads its configuration once, when the server starts.
 *
 * <p>Keys are Keycloak's own, such as {@code spi-client-registration--open-banking--policy} in keycloak.conf; what they mean
 * is said in {@link ProviderSettings}. A server whose configuration cannot be used does not start.
 */
public final class OpenBankingRegistrationProviderFactory implements ClientRegistrationProviderFactory {

    /** The last segment of the endpoint's path, and the provider's name in configuration keys. */
    public static final String ID = "open-banking";

    private Config.@Nullable Scope config;
    private @Nullable ProviderSettings settings;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope scope) {
        this.config = scope;
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        settings = ProviderSettings.read(
                requireNonNull(config, "config")::get, InstantSource.system(), new SharedReplayGuard(sessions));
    }

    @Override
    public ClientRegistrationProvider create(KeycloakSession session) {
        return new OpenBankingRegistrationProvider(session, requireNonNull(settings, "settings"));
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderSettings.options().entrySet().stream()
                .map(option -> new ProviderConfigProperty(
                        option.getKey(), option.getKey(), option.getValue(), ProviderConfigProperty.STRING_TYPE, null))
                .toList();
    }

    @Override
    public void close() {
        if (settings != null) {
            settings.close();
        }
    }
}
