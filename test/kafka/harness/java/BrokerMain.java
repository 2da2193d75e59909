import java.io.IOException;
import java.io.PrintStream;

/**
 * Formats the storage and runs a Kafka node in one JVM. The JVM halts as soon as its standard input ends, so that a broker never outlives
 * the process that started it, however that process died.
 *
 * Arguments: path of server.properties, then the arguments of the format command.
 */
public final class BrokerMain {
  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(BrokerMain::haltWhenParentIsGone, "parent-watch");
    watch.setDaemon(true);
    watch.start();

    String[] format = java.util.Arrays.copyOfRange(args, 1, args.length);
    Object status = Class.forName("kafka.tools.StorageTool")
        .getMethod("execute", String[].class, PrintStream.class)
        .invoke(null, format, System.out);
    if (((Number) status).intValue() != 0) System.exit(3);

    Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {args[0]});
  }

  private static void haltWhenParentIsGone() {
    try {
      while (System.in.read() != -1) continue;
    } catch (IOException ignored) {
      // Same as the end of input.
    }
    Runtime.getRuntime().halt(7);
  }
}
