import { useEffect, useState } from 'react';
import { openFolder } from 'buildout';
import type { Issue } from 'buildout';
import { useStore } from '../context.tsx';
import { openOwnCase } from '../state/change.ts';
import { packCase } from '../state/pack-case.ts';

/** Takes the files of a case that are dropped on the page. Returns the faults of what was dropped last, as a part to show. */
export function useDroppedCase(): readonly Issue[] {
  const { store } = useStore();
  const [faults, setFaults] = useState<readonly Issue[]>([]);
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      void readFiles(files).then(({ value, issues }) => {
        setFaults(value ? [] : issues);
        if (value)
          void packCase({ main: value.main, files: [...value.files] }).then((own) =>
            store.change(openOwnCase(own)),
          );
      });
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [store]);
  return faults;
}

async function readFiles(files: readonly File[]) {
  const texts = await Promise.all(
    files.map(async (file) => [file.webkitRelativePath || file.name, await file.text()] as const),
  );
  return openFolder(texts);
}
