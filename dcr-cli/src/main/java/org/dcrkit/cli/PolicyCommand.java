package org.dcrkit.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.LintFinding;
import org.dcrkit.policy.LintFinding.Severity;
import org.dcrkit.policy.PolicyChange;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows, compares and examines policies. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Shows, compares and examines policies: profiles by name, or files in JSON.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; for diff: the same; for lint and check: nothing that matters",
            "1:they differ, or there is a hole",
            "3:wrong usage, or no policy that can be read"
        },
        footer = {
            "",
            "Examples:",
            "  dcr policy describe",
            "  dcr policy describe mettle",
            "  dcr policy diff obie-3.3 bank.json",
            "  dcr policy lint bank.json",
            "  dcr policy check bank.json"
        })
final class PolicyCommand implements Callable<Integer> {

    private static final String POLICY = "NAME|FILE";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new UnusableInputException("Say what to do: policy describe, diff, lint or check.");
    }

    private static PrintWriter out(CommandSpec spec) {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "describe",
            mixinStandardHelpOptions = true,
            description = "Prints a policy as the table that a bank publishes; without a policy, the names of all.")
    int describe(
            @Parameters(paramLabel = POLICY, arity = "0..1", description = "A profile's name, or a file.") @Nullable
                    String policy,
            @Option(names = "--html", description = "As an HTML page instead of Markdown.") boolean html) {
        if (policy == null) {
            Profiles.all().stream().map(PolicyProfile::profileName).forEach(out(spec)::println);
            return ExitStatus.ACCEPTED.code();
        }
        ClaimPolicy read = PolicyInput.read(policy);
        out(spec).println(html ? read.describe().html() : read.describe().markdown());
        return ExitStatus.ACCEPTED.code();
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Says what a TPP would notice if the second policy took the place of the first.")
    int diff(
            @Parameters(paramLabel = POLICY, description = "The first policy.") String from,
            @Parameters(paramLabel = POLICY, description = "The second policy.") String to) {
        List<PolicyChange> changes = PolicyInput.read(from).diff(PolicyInput.read(to));
        changes.forEach(out(spec)::println);
        if (changes.isEmpty()) {
            out(spec).println("No difference.");
        }
        return changes.isEmpty() ? ExitStatus.ACCEPTED.code() : ExitStatus.REJECTED.code();
    }

    @Command(name = "lint", mixinStandardHelpOptions = true, description = "Names the holes of a policy.")
    int lint(@Parameters(paramLabel = POLICY, description = "A profile's name, or a file.") String policy) {
        List<LintFinding> findings = PolicyInput.read(policy).lint();
        findings.forEach(out(spec)::println);
        if (findings.isEmpty()) {
            out(spec).println("No holes found.");
        }
        return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE)
                ? ExitStatus.ACCEPTED.code()
                : ExitStatus.REJECTED.code();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says whether a policy file can be read and makes sense; every fault at once, with its line.")
    int check(@Parameters(paramLabel = POLICY, description = "A profile's name, or a file.") String policy) {
        ClaimPolicy read = PolicyInput.read(policy);
        List<LintFinding> errors = read.lint().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        errors.forEach(out(spec)::println);
        if (errors.isEmpty()) {
            out(spec)
                    .println(read.name() + " is a policy with "
                            + read.describe().request().size() + " claims and "
                            + read.waivers().size() + " waivers.");
        }
        return errors.isEmpty() ? ExitStatus.ACCEPTED.code() : ExitStatus.REJECTED.code();
    }
}
