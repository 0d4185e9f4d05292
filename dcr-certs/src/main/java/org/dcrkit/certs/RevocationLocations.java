package org.dcrkit.certs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.HttpLocation;

/**
 * The places where a certificate says that its revocation can be learnt, as far as their hosts are allowed.
 *
 * <p>Whoever holds a certificate has had a hand in it, so its locations are an attacker's: only {@code http} and
 * {@code https}, only hosts on the list, only URLs that every parser reads alike ({@link HttpLocation}), and few of them.
 */
final class RevocationLocations {

    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String DISTRIBUTION_POINTS = "2.5.29.31";
    private static final int MAX_LOCATIONS = 4;

    private RevocationLocations() {}

    static List<HttpLocation> ocsp(ReadCertificate certificate, AllowedHosts hosts) {
        try {
            Stream<GeneralName> names = certificate
                    .extension(AUTHORITY_ACCESS)
                    .map(AuthorityInformationAccess::getInstance)
                    .map(access -> Stream.of(access.getAccessDescriptions())
                            .filter(one -> one.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                            .map(AccessDescription::getAccessLocation))
                    .orElse(Stream.empty());
            return allowed(names, hosts);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    static List<HttpLocation> lists(ReadCertificate certificate, AllowedHosts hosts) {
        try {
            Stream<GeneralName> names = certificate
                    .extension(DISTRIBUTION_POINTS)
                    .map(CRLDistPoint::getInstance)
                    .map(points -> Stream.of(points.getDistributionPoints())
                            .map(DistributionPoint::getDistributionPoint)
                            .filter(name -> name != null && name.getType() == DistributionPointName.FULL_NAME)
                            .flatMap(name -> Stream.of(
                                    GeneralNames.getInstance(name.getName()).getNames())))
                    .orElse(Stream.empty());
            return allowed(names, hosts);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static List<HttpLocation> allowed(Stream<GeneralName> names, AllowedHosts hosts) {
        return names.filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                .map(name ->
                        new String(ASN1IA5String.getInstance(name.getName()).getOctets(), StandardCharsets.ISO_8859_1))
                .flatMap(url -> HttpLocation.parse(url).stream())
                .filter(hosts::allow)
                .limit(MAX_LOCATIONS)
                .toList();
    }
}
