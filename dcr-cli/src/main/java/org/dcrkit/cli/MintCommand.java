package org.dcrkit.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a directory, a TPP, keys, certificates, a statement and a request, as files. */
@Command(
        name = "mint",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a directory, a TPP and its request to register, as files.",
            "Keys, certificates, software statement and request truly verify: for testing servers in any language."
        },
        footer = {
            "",
            "Examples:",
            "  dcr mint --out acme",
            "  dcr mint --out acme --transport qwac --role AISP --audience 0015800001HQQrZAAX",
            "",
            "Then:",
            "  dcr decode acme/request.jwt --keys acme/software.jwks"
        })
final class MintCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Override
    public Integer call() {
        FakeDirectory directory = world.directory();
        FakeTpp tpp = world.tpp(directory);
        world.folder(directory).write(tpp, world.audience());
        PrintWriter out = spec.commandLine().getOut();
        out.println("software " + tpp.softwareId() + " of organisation "
                + tpp.organisation().id() + ", in " + world.out() + ":");
        out.println("  request.jwt, ssa.jwt                      the request, and the software statement inside it");
        out.println("  transport.pem, .key, .p12                 what it shows in mutual TLS");
        out.println("  signing.pem, .key, .p12                   what it signs with, kid "
                + tpp.signingKey().kid());
        out.println("  directory.jwks, software.jwks, revoked.jwks  the key sets");
        out.println("  ca.pem                                    the trust anchors");
        out.println("  bank.p12                                  a server certificate for localhost");
        out.println("The password of the .p12 files is \"" + world.password() + "\".");
        out.println("The request expires in 30 minutes. Judge it:");
        out.println("  dcr explain --request " + world.out() + "/request.jwt --cert " + world.out()
                + "/transport.pem --directory-jwks " + world.out() + "/directory.jwks --software-jwks " + world.out()
                + "/software.jwks --trust-anchors " + world.out() + "/ca.pem --audience " + world.audience()
                + " --issuer \"" + directory.issuer() + "\"");
        return ExitStatus.ACCEPTED.code();
    }
}
