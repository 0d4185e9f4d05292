package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An organisation in a {@link FakeDirectory}: who it is, what its competent authority has authorised, and its status,
 * which may change.
 */
public final class FakeOrganisation {

    private static final int ALPHA_3 = 3;

    private final FakeDirectory directory;
    private final String id;
    private final String name;
    private final String authorityId;
    private final String registrationId;
    private final List<String> memberStates;
    private volatile String status = "Active";
    private volatile String authorityStatus = "Active";

    private FakeOrganisation(Builder builder, String id) {
        this.directory = builder.directory;
        this.id = id;
        this.name = builder.name;
        this.authorityId = builder.authorityId;
        this.registrationId = builder.registrationId == null ? "Unknown" + id : builder.registrationId;
        this.memberStates = List.copyOf(builder.memberStates);
    }

    /** {@code org_id}. */
    public String id() {
        return id;
    }

    /** {@code org_name}. */
    public String name() {
        return name;
    }

    /** {@code authority_id}: the competent authority and its country in three letters, such as {@code FCAGBR}. */
    public String authorityId() {
        return authorityId;
    }

    /** {@code registration_id}: the number at the authority. */
    public String registrationId() {
        return registrationId;
    }

    /** The member states that it may act in. */
    public List<String> memberStates() {
        return memberStates;
    }

    /** {@code org_status}. */
    public String status() {
        return status;
    }

    /** The status at the competent authority. */
    public String authorityStatus() {
        return authorityStatus;
    }

    /** Changes {@code org_status} in all statements from now on: {@code Active}, {@code Revoked}, {@code Withdrawn}. */
    public void status(String changed) {
        this.status = requireNonNull(changed, "changed");
        directory.changed();
    }

    /** The organisation leaves the directory. */
    public void withdraw() {
        status("Withdrawn");
    }

    /** The directory expels the organisation. */
    public void revoke() {
        status("Revoked");
    }

    /** Changes the status at the competent authority in all statements from now on. */
    public void authorityStatus(String changed) {
        this.authorityStatus = requireNonNull(changed, "changed");
        directory.changed();
    }

    /** The identifier of PSD2 certificates (ETSI TS 119 495, GEN-5.2.1-3), such as {@code PSDGB-FCA-123456}. */
    public String organizationIdentifier() {
        int split = Math.max(0, authorityId.length() - ALPHA_3);
        String alpha3 = authorityId.substring(split);
        String country = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .filter(alpha2 -> new Locale.Builder()
                        .setRegion(alpha2)
                        .build()
                        .getISO3Country()
                        .equals(alpha3))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no country has the code " + alpha3));
        return "PSD" + country + "-" + authorityId.substring(0, split) + "-" + registrationId;
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }

    /** Collects what is known of an organisation. */
    public static final class Builder {

        private final FakeDirectory directory;
        private final String name;
        private @Nullable String id;
        private String authorityId = "OBGBR";
        private @Nullable String registrationId;
        private final List<String> memberStates = new ArrayList<>(List.of("GB"));

        Builder(FakeDirectory directory, String name) {
            this.directory = directory;
            this.name = requireNonNull(name, "name");
        }

        /** {@code org_id}; derived from the name unless given. */
        public Builder id(String given) {
            this.id = requireNonNull(given, "given");
            return this;
        }

        /** The competent authority, such as {@code FCAGBR}, and the number there; those of the sandbox unless given. */
        public Builder authority(String authority, String registration) {
            this.authorityId = requireNonNull(authority, "authority");
            this.registrationId = requireNonNull(registration, "registration");
            return this;
        }

        /** The member states that it may act in; {@code GB} unless given. */
        public Builder memberStates(String... states) {
            memberStates.clear();
            memberStates.addAll(List.of(states));
            return this;
        }

        /** Enters the organisation into the directory. */
        public FakeOrganisation build() {
            return directory.enter(new FakeOrganisation(this, id == null ? directory.organisationId(name) : id));
        }
    }
}
