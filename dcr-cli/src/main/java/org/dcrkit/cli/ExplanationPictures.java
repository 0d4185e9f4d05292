package org.dcrkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dcrkit.Check;
import org.dcrkit.Check.State;
import org.dcrkit.Explanation;
import org.dcrkit.Gate;
import org.dcrkit.cli.ChainPicture.Box;
import org.dcrkit.cli.ChainPicture.Mark;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Evidence;

/** The token and the certificate chain of an explanation as two pictures. */
final class ExplanationPictures {

    private final Explanation explanation;
    private static final Pattern UNTRUSTED = Pattern.compile("certificate\\.untrusted");
    private static final Pattern BINDING = Pattern.compile("certificate\\.(other_.*|not_in_key_set)");

    private final Evidence evidence;

    ExplanationPictures(Explanation explanation) {
        this.explanation = explanation;
        this.evidence = explanation.verdict().evidence();
    }

    void draw(Html html, Optional<CompactToken> request, PresentedCertificates certificates, TimeWords times) {
        html.raw("<div class=\"pictures\">\n");
        request.ifPresent(token -> ChainPicture.draw(html, "The tokens, and who signed them", tokens(token, times)));
        if (!certificates.isEmpty()) {
            ChainPicture.draw(html, "The certificate, and who vouches for it", chain(certificates, times));
        }
        html.raw("</div>\n");
    }

    private List<Box> tokens(CompactToken request, TimeWords times) {
        List<Box> boxes = new ArrayList<>();
        Optional<CompactToken> statement = request.statement();
        boxes.add(new Box(
                "Directory",
                lines(List.of(
                        evidence.find("ssa.directory"),
                        statement.flatMap(token -> token.claims().text("iss")))),
                statement.isPresent() ? "signed the statement" : "no software statement",
                signature("ssa.signature_invalid")));
        statement.ifPresent(token -> boxes.add(new Box(
                "Software statement",
                lines(List.of(
                        token.claims().text("software_client_name"),
                        token.claims().text("software_id").map(id -> "software " + id),
                        token.claims().text("org_id").map(id -> "organisation " + id),
                        Optional.of("signed with key " + token.headerText("kid")))),
                "its key signed the request",
                signature("request.signature_invalid"))));
        boxes.add(new Box(
                "Registration request",
                lines(List.of(
                        request.claims().text("aud").map(aud -> "for " + aud),
                        Optional.of("signed with key " + request.headerText("kid")),
                        expiry(request, times))),
                "",
                Mark.OPEN));
        return boxes;
    }

    private static Optional<String> expiry(CompactToken request, TimeWords times) {
        return new TokenReading(times, List.of())
                .read(request)
                .value("exp")
                .map(words ->
                        "expires " + words.substring(words.indexOf('(') + 1).replace(")", ""));
    }

    private List<Box> chain(PresentedCertificates certificates, TimeWords times) {
        List<Reading> readings = new ArrayList<>();
        certificates.der().forEach(der -> readings.add(new CertificateReading(times).read(der)));
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(
                "Trust anchors",
                lines(List.of(evidence.find("certificate.path")
                        .map(path -> path.substring(path.lastIndexOf("<-") + 2).strip()))),
                "path to what was presented",
                path()));
        for (int i = readings.size() - 1; i >= 0; i--) {
            Reading reading = readings.get(i);
            boxes.add(new Box(
                    i == 0 ? "Presented certificate" : "Certification authority",
                    lines(List.of(
                            reading.value("subject"),
                            reading.value("valid until").map(words -> "valid until " + words.replaceFirst(",.*", "")))),
                    i == 0 ? "belongs to this software" : "issued",
                    i == 0 ? binding() : issued()));
        }
        boxes.add(new Box(
                "Software",
                lines(List.of(
                        evidence.find("ssa.software_id").map(id -> "software " + id),
                        evidence.find("ssa.org_id").map(id -> "organisation " + id))),
                "",
                Mark.OPEN));
        return boxes;
    }

    private static List<String> lines(List<Optional<String>> lines) {
        return lines.stream().flatMap(Optional::stream).toList();
    }

    private Mark signature(String code) {
        return explanation.checks().stream()
                .filter(check -> check.reason().code().equals(code))
                .map(ExplanationPictures::mark)
                .findFirst()
                .orElse(Mark.OPEN);
    }

    private Mark path() {
        List<Check> checks = explanation.checks(Gate.CERTIFICATE);
        if (checks.stream().anyMatch(check -> check.state() == State.PASSED && isCode(check, UNTRUSTED))) {
            return Mark.GOOD;
        }
        return checks.stream().anyMatch(check -> check.state() == State.FAILED && !isCode(check, BINDING))
                ? Mark.BAD
                : Mark.OPEN;
    }

    private static boolean isCode(Check check, Pattern code) {
        return code.matcher(check.reason().code()).matches();
    }

    private Mark issued() {
        return path() == Mark.GOOD ? Mark.GOOD : Mark.OPEN;
    }

    private Mark binding() {
        List<Check> bindings = explanation.checks(Gate.CERTIFICATE).stream()
                .filter(check -> isCode(check, BINDING))
                .toList();
        if (bindings.stream().anyMatch(check -> check.state() == State.FAILED)) {
            return Mark.BAD;
        }
        return bindings.stream().anyMatch(check -> check.state() == State.PASSED) ? Mark.GOOD : Mark.OPEN;
    }

    private static Mark mark(Check check) {
        return switch (check.state()) {
            case PASSED -> Mark.GOOD;
            case FAILED -> Mark.BAD;
            case NOT_REACHED, NOT_CHECKABLE -> Mark.OPEN;
        };
    }
}
