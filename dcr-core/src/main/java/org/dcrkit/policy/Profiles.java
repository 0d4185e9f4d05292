package org.dcrkit.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every profile that this library comes with, by name. */
public final class Profiles {

    private static final List<PolicyProfile> ALL = Stream.<PolicyProfile[]>of(
                    ObieProfile.values(),
                    OpenFinanceBrasil.values(),
                    CdrAustralia.values(),
                    Mettle.values(),
                    MetroBank.values(),
                    Wso2OpenBankingUk.values(),
                    PingTool.values())
            .flatMap(Stream::of)
            .toList();

    private Profiles() {}

    /** Every profile: those of specifications, then those of banks and vendors. */
    public static List<PolicyProfile> all() {
        return ALL;
    }

    /** The profile of that name, such as {@code obie-3.3}. */
    public static Optional<PolicyProfile> named(String profileName) {
        return ALL.stream()
                .filter(profile -> profile.profileName().equals(profileName))
                .findFirst();
    }
}
