package org.dcrkit.certs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.certs.QcStatements.Psd2Statement;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/** Reads QCStatements (RFC 3739, section 3.2.6) and the PSD2 statement in them. */
final class QcStatementsReader {

    private static final String QC_TYPE = "0.4.0.1862.1.6";
    private static final String PSD2 = "0.4.0.19495.2";
    private static final int UTF8_STRING = 0x0c;
    private static final int MAX_STATEMENTS = 64;
    private static final int MAX_ROLES = 16;
    private static final int MAX_NAME = 256;

    private final QcStatementSyntax syntax;
    private final Set<String> statements = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    private @Nullable Psd2Statement psd2;

    QcStatementsReader(QcStatementSyntax syntax) {
        this.syntax = syntax;
    }

    Verdict<QcStatements> read(byte[] extension) {
        Optional<String> fault = StrictDer.read(extension)
                .filter(StrictDer::isSequence)
                .map(this::fault)
                .orElse(Optional.of("not a SEQUENCE in DER"));
        return fault.<Verdict<QcStatements>>map(detail ->
                        Verdict.rejected(Violation.of(CertificateReason.QC_STATEMENTS, ClaimPath.certificate())
                                .because(detail)))
                .orElseGet(() -> Verdict.accepted(new QcStatements(statements, types, psd2)));
    }

    private Optional<String> fault(StrictDer sequence) {
        List<StrictDer> all = sequence.children();
        if (all.size() > MAX_STATEMENTS) {
            return Optional.of("more than " + MAX_STATEMENTS + " statements");
        }
        for (StrictDer statement : all) {
            List<StrictDer> parts = statement.isSequence() ? statement.children() : List.of();
            Optional<String> oid = parts.isEmpty() || parts.size() > 2 ? Optional.empty() : NameDer.oid(parts.get(0));
            if (oid.isEmpty()) {
                return Optional.of("a statement is not a SEQUENCE of an identifier and a value");
            }
            if (!statements.add(oid.get())) {
                return Optional.of("statement " + oid.get() + " occurs twice");
            }
            Optional<String> fault = parts.size() == 2 ? value(oid.get(), parts.get(1)) : withoutValue(oid.get());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> withoutValue(String oid) {
        return oid.equals(PSD2) || oid.equals(QC_TYPE)
                ? Optional.of("statement " + oid + " has no value")
                : Optional.empty();
    }

    private Optional<String> value(String oid, StrictDer value) {
        if (oid.equals(QC_TYPE)) {
            return types(value);
        }
        return oid.equals(PSD2) ? psd2(value) : Optional.empty();
    }

    private Optional<String> types(StrictDer value) {
        List<StrictDer> all = value.isSequence() ? value.children() : List.of();
        for (StrictDer type : all) {
            Optional<String> oid = NameDer.oid(type);
            if (oid.isEmpty()) {
                return Optional.of("QcType is not a SEQUENCE of identifiers");
            }
            types.add(oid.get());
        }
        return types.isEmpty() ? Optional.of("QcType is empty or not a SEQUENCE") : Optional.empty();
    }

    private Optional<String> psd2(StrictDer value) {
        List<StrictDer> parts = value.isSequence() ? value.children() : List.of();
        if (parts.size() != 3 || !parts.get(0).isSequence()) {
            return Optional.of("the PSD2 statement is not a SEQUENCE of roles, authority name and authority id");
        }
        Optional<String> name = utf8(parts.get(1));
        Optional<String> id = utf8(parts.get(2));
        if (name.isEmpty() || id.isEmpty()) {
            return Optional.of("the authority's name or id is not a UTF8String of 1 to " + MAX_NAME + " characters");
        }
        List<StrictDer> written = parts.get(0).children();
        boolean flattened = !written.isEmpty() && !written.get(0).isSequence();
        if (flattened && syntax == QcStatementSyntax.STRICT) {
            return Optional.of("the roles are written flat, not each in a SEQUENCE");
        }
        Set<Psd2Role> roles = EnumSet.noneOf(Psd2Role.class);
        Optional<String> fault = roles(flattened ? pairs(written) : grouped(written), roles);
        psd2 = new Psd2Statement(roles, name.get(), id.get(), flattened);
        return fault;
    }

    private static Optional<String> roles(List<List<StrictDer>> written, Set<Psd2Role> roles) {
        if (written.isEmpty() || written.size() > MAX_ROLES) {
            return Optional.of("the PSD2 statement has no roles or more than " + MAX_ROLES);
        }
        for (List<StrictDer> pair : written) {
            Optional<Psd2Role> role = pair.size() != 2
                    ? Optional.empty()
                    : NameDer.oid(pair.get(0)).flatMap(Psd2Role::ofOid);
            Optional<String> name = role.isEmpty() ? Optional.empty() : utf8(pair.get(1));
            if (role.isEmpty() || name.isEmpty()) {
                return Optional.of("a role is not one of the four of PSD2 with a name in UTF8String");
            }
            boolean contradicts = Stream.of(Psd2Role.values())
                    .anyMatch(other -> other != role.get() && other.name().equals(name.get()));
            if (contradicts) {
                return Optional.of("a role's identifier means " + role.get() + " but its name says another");
            }
            roles.add(role.get());
        }
        return Optional.empty();
    }

    private static List<List<StrictDer>> grouped(List<StrictDer> written) {
        return written.stream()
                .map(role -> role.isSequence() ? role.children() : List.<StrictDer>of())
                .toList();
    }

    private static List<List<StrictDer>> pairs(List<StrictDer> written) {
        List<List<StrictDer>> pairs = new ArrayList<>();
        for (int i = 0; i < written.size(); i += 2) {
            pairs.add(written.subList(i, Math.min(i + 2, written.size())));
        }
        return pairs;
    }

    private static Optional<String> utf8(StrictDer element) {
        return element.tag() != UTF8_STRING
                ? Optional.empty()
                : NameValue.decode(element.content(), StandardCharsets.UTF_8)
                        .filter(text -> !text.isEmpty() && text.length() <= MAX_NAME);
    }
}
