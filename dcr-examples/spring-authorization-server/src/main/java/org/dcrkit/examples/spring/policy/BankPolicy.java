package org.dcrkit.examples.spring.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.policy.PolicyParse;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;
import org.dcrkit.policy.ResponseForm;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The policy as it is now. A file is read again when it has changed; one that is no policy, or takes what this server
 * cannot verify, changes nothing, and says so in the log and in {@link #fault()} until it is one again.
 */
@Component
public class BankPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(BankPolicy.class);

    private final PolicyProfile profile;
    private final @Nullable Path file;
    private volatile State state;

    private record State(
            ClaimPolicy policy,
            @Nullable FileTime changed,
            @Nullable String fault) {}

    /**
     * Reads the policy.
     *
     * @throws IllegalArgumentException if there is no such preset, if the file is no policy, if either takes what this server
     *     cannot verify, or if a preset is not told its audience: a server does not start with rules that nobody chose
     */
    BankPolicy(PolicyProperties given) {
        this.profile = Profiles.named(given.preset())
                .orElseThrow(
                        () -> new IllegalArgumentException("no preset is called " + given.preset() + "; there are: "
                                + Profiles.all().stream()
                                        .map(PolicyProfile::profileName)
                                        .collect(Collectors.joining(", "))));
        this.file = given.file();
        if (file != null) {
            this.state = read(file);
        } else if (given.audiences().isEmpty()) {
            throw new IllegalArgumentException("dcr.policy.audiences has to say which aud means this bank");
        } else {
            this.state = new State(
                    AssertionRules.added(profile.policy(RequestRequirements.forAudience(given.audiences())
                            .withRevokedKeys(RevokedKeys.WHERE_LISTED))),
                    null,
                    null);
        }
    }

    /** The rules. */
    public ClaimPolicy current() {
        return state.policy();
    }

    /** How responses are written. */
    public ResponseForm responseForm() {
        return profile.responseForm();
    }

    /** What is wrong with the file as it is now; empty if nothing is. The rules are those from before, then. */
    public Optional<String> fault() {
        return Optional.ofNullable(state.fault());
    }

    /** Reads the file again if it has changed since it was read last. */
    @Scheduled(fixedDelayString = "${dcr.policy.reload-every:5s}")
    public synchronized void reload() {
        try {
            if (file != null && !Files.getLastModifiedTime(file).equals(state.changed())) {
                readAgain();
            }
        } catch (IOException e) {
            keep(state, e.toString());
        }
    }

    /** Reads the file again. */
    public synchronized void readAgain() {
        if (file == null) {
            return;
        }
        try {
            state = read(file);
            LOG.info("policy {} is in force, from {}", state.policy().name(), file);
        } catch (IllegalArgumentException e) {
            keep(state, e.toString());
        }
    }

    private void keep(State before, String fault) {
        if (!fault.equals(before.fault())) {
            LOG.error(
                    "policy {} stays in force, because {} is no policy now: {}",
                    before.policy().name(),
                    file,
                    fault);
            // Not the time of change: the file is read again each time until it is a policy.
            state = new State(before.policy(), null, fault);
        }
    }

    private static State read(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            PolicyParse parse = PolicyFile.read(Files.readAllBytes(file));
            return new State(AssertionRules.added(parse.orElseThrow()), changed, null);
        } catch (IOException e) {
            throw new IllegalArgumentException("the policy file cannot be read: " + file, e);
        }
    }
}
