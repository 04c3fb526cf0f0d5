import styles from "./alert.module.css";

export function Alert({ text }: { text: string }) {
  return (
    <p role="alert" className={styles.alert}>
      {text}
    </p>
  );
}
