package org.dcrkit.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.JChannel;
import org.jgroups.stack.Protocol;
import org.jgroups.util.Util;

/** A layer of a node's network stack that does nothing but know the stack, so that a test can pull the plug. */
public final class Unplug extends Protocol {

    private static final Map<String, JChannel> CHANNELS = new ConcurrentHashMap<>();

    @Override
    public void start() throws Exception {
        super.start();
        JChannel channel = getProtocolStack().getChannel();
        CHANNELS.put(channel.getName(), channel);
    }

    /** Cuts that node off without a farewell. */
    static void node(String name) throws Exception {
        Util.shutdown(CHANNELS.get(name));
    }
}
