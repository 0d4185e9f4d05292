package org.dcrkit.certs;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The qualified certificate statements of a certificate (extension 1.3.6.1.5.5.7.1.3; ETSI EN 319 412-5, TS 119 495).
 */
public final class QcStatements {

    /** QcCompliance: the certificate is qualified under eIDAS. */
    public static final String QC_COMPLIANCE = "0.4.0.1862.1.1";

    /** QcType: for seals. */
    public static final String QC_TYPE_ESEAL = "0.4.0.1862.1.6.2";

    /** QcType: for website authentication. */
    public static final String QC_TYPE_WEB = "0.4.0.1862.1.6.3";

    private final Set<String> statements;
    private final Set<String> types;
    private final @Nullable Psd2Statement psd2;

    QcStatements(Set<String> statements, Set<String> types, @Nullable Psd2Statement psd2) {
        this.statements = Set.copyOf(statements);
        this.types = Set.copyOf(types);
        this.psd2 = psd2;
    }

    /**
     * The PSD2 statement: what a competent authority allows its holder to do.
     *
     * @param roles decided by object identifier; the names beside them are free text in test certificates
     * @param authorityName the competent authority's name
     * @param authorityId its identifier, such as {@code GB-FCA}
     * @param flattened whether the roles were written in the malformed flat way
     */
    public record Psd2Statement(Set<Psd2Role> roles, String authorityName, String authorityId, boolean flattened) {

        /** Copies the roles. */
        public Psd2Statement {
            roles = Set.copyOf(roles);
        }

        /** The roles in OBIE's names. */
        public Set<String> obieRoles() {
            Set<String> names = new LinkedHashSet<>();
            roles.stream().sorted().forEach(role -> names.add(role.obieName()));
            return names;
        }
    }

    /** No statements, as in a legacy Open Banking certificate. */
    static QcStatements none() {
        return new QcStatements(Set.of(), Set.of(), null);
    }

    /**
     * Reads the value of the extension.
     *
     * @param extension the content of the extension's OCTET STRING
     * @param syntax whether the malformed flat way of writing roles is read
     * @return rejected with {@link CertificateReason#QC_STATEMENTS} if it breaks the syntax
     */
    public static Verdict<QcStatements> read(byte[] extension, QcStatementSyntax syntax) {
        return new QcStatementsReader(syntax).read(extension);
    }

    /** The object identifiers of the statements that are there. */
    public Set<String> statements() {
        return statements;
    }

    /** The object identifiers in the QcType statement. */
    public Set<String> types() {
        return types;
    }

    /** The PSD2 statement. */
    public Optional<Psd2Statement> psd2() {
        return Optional.ofNullable(psd2);
    }

    /** Whether QcCompliance is stated. */
    public boolean isQualified() {
        return statements.contains(QC_COMPLIANCE);
    }

    /** The roles of the PSD2 statement; none without one. */
    public Set<Psd2Role> roles() {
        return psd2 == null ? EnumSet.noneOf(Psd2Role.class) : psd2.roles();
    }
}
