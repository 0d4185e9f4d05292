package bank;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.PolicyFile;

/** The bank's policy, read from its file. */
public final class BankPolicy {

    private BankPolicy() {}

    /** Reads the file. */
    public static ClaimPolicy read() {
        try (InputStream file = BankPolicy.class.getResourceAsStream("policy.json")) {
            return PolicyFile.read(file.readAllBytes()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
